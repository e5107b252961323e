export const words = (title: string): string[] => title.match(/\w+/g) ?? [];
