import { words } from "text/words";

export type Slug = Lowercase<string>;

/** Words in small letters, with dashes in between. */
export function slug(title: string): string {
  return words(title).join("-").toLowerCase();
}

export default function shout(title: string): string {
  return `${title.toUpperCase()}!`;
}
