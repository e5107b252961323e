export interface Limits {
  longest: number;
}
