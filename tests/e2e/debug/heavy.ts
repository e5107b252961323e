export default function scale(value: number): number {
  return value * 10;
}
