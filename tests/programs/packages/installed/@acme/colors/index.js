export const black = { r: 0, g: 0, b: 0 };
