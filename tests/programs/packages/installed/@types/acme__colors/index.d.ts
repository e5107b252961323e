export interface Rgb {
  r: number;
  g: number;
  b: number;
}
export declare const black: Rgb;
