export interface Config {
  level?: number;
  name: string;
}
