import { Turn, type Image } from "./index";

function logged<This, Arguments extends unknown[], Result>(
  method: (this: This, ...args: Arguments) => Result,
  context: ClassMethodDecoratorContext,
): (this: This, ...args: Arguments) => Result {
  return function (...args) {
    Rotation.log.push(String(context.name));
    return method.apply(this, args);
  };
}

class Rotation {
  static log: string[] = [];

  constructor(private readonly turn: Turn) {}

  @logged
  apply({ size: [width, height], ...rest }: Image): Image {
    return {
      ...rest,
      size: Math.abs(this.turn) === 90 ? [height, width] : [width, height],
    };
  }
}

/** Turns a picture by a quarter. */
export function rotate(image: Image, turn: Turn): Image {
  return new Rotation(turn).apply(image);
}

export const log = (): string[] => Rotation.log;
