// Prints what TypeScript declares in the stead of a module, and the files that it read for that, as JSON.
// Run by `knit gen --infer=tsc`: node declare.cjs <the folder of typescript> <the module>

const path = require("node:path");
const [folder, entry] = process.argv.slice(-2);
const ts = require(folder);

function settings() {
  const file = ts.findConfigFile(path.dirname(entry), ts.sys.fileExists);
  if (file === undefined) {
    const module = ts.ModuleKind.ESNext;
    const moduleResolution = ts.ModuleResolutionKind.Bundler;
    const target = ts.ScriptTarget.ESNext;
    return { options: { strict: true, target, module, moduleResolution } };
  }
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic() {} };
  const parsed = ts.getParsedCommandLineOfConfigFile(file, {}, host);
  return { file, options: parsed?.options ?? {}, names: parsed?.fileNames };
}

const { file, options, names = [] } = settings();
const ambient = names.filter((name) => /\.d\.[cm]?ts$/.test(name));
const program = ts.createProgram([entry, ...ambient], {
  ...options,
  declaration: true,
  emitDeclarationOnly: true,
  noEmit: false,
  noEmitOnError: false,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  composite: false,
  incremental: false,
  isolatedDeclarations: false,
  declarationMap: false,
  stripInternal: false,
  tsBuildInfoFile: undefined,
  outFile: undefined,
  outDir: undefined,
  declarationDir: undefined,
  rootDir: undefined,
});
let text = "";
const write = (_, declared) => {
  text = declared;
};
program.emit(program.getSourceFile(entry), write, undefined, true);
const own = program
  .getSourceFiles()
  .map((source) => path.resolve(source.fileName))
  .filter((name) => !/[\\/]node_modules[\\/]/.test(name));
const files = [...own, ...(file === undefined ? [] : [path.resolve(file)])];
process.stdout.write(JSON.stringify({ text, files }));
