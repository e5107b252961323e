export const zeta = (): string => "zeta of other";
export const alpha = (): string => "alpha of other";
