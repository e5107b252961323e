declare function plain(options: plain.Options): string;
declare namespace plain {
  interface Options {
    words: string[];
    separator?: Separator;
  }
  type Separator = " " | "-";
}
export = plain;
