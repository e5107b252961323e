module.exports = (options) => options.words.join(options.separator ?? " ");
