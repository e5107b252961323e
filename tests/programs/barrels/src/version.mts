export default (): string => "1.0";
