export enum Turn {
  Left = -90,
  Right = 90,
}

export interface Image {
  name: string;
  pixels: Uint8Array;
  size: [width: number, height: number];
}
