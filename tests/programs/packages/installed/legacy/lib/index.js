exports.level = (config) => config.level ?? 0;
