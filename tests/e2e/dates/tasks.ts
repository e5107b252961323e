export const echo = (value: Date): Date => value;
export const spell = (value: Date): string => String(value.getTime());
export const later = (value: Date, days: number): Date =>
  new Date(value.getTime() + days * 86_400_000);
export const either = (value: Date | string | null): Date | string | null =>
  value;
export const range = (value: {
  from: Date;
  to?: Date;
}): { from: Date; to?: Date } => value;
