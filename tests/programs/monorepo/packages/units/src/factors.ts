export const factors = { m: 1, cm: 0.01, inch: 0.0254 } as const;
