let calls = 0;
export const next = (): number => (calls += 1);
export const where = (): string => `${process.pid}`;
