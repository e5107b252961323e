export * from "./area";
