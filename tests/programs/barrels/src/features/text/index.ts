import type { Limits } from "../../lib/limits.cjs";
import type { Picture } from "../../model";
import { Buffered } from "../../lib/buffered.mjs";

export function caption(
  picture: Pick<Picture, "name" | "size">,
  { longest }: Limits,
): string {
  using text = new Buffered();
  text.add(picture.name);
  text.add(`${picture.size[0]} x ${picture.size[1]}`);
  return text.take().slice(0, longest);
}
