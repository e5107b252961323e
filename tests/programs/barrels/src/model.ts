import type * as images from "./features/images";

/** A type alone: functions that are exported as types are no tasks. */
export type { rotate as Rotate } from "./features/images/rotate";
export type Picture = images.Image;
