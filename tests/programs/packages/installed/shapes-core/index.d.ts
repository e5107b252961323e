export interface Shape<Kind extends string> {
  kind: Kind;
}
