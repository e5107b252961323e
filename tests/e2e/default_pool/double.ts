export default (value: number): number => value * 2;
