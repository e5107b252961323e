/** What an object is made of, as far as it travels: methods of classes and what is not public stay behind. */
import ts from "typescript";
import type { Field, Flattener, Node } from "./flatten.ts";

export function properties(flattener: Flattener, type: ts.Type): Node {
  const { checker } = flattener;
  const fields = checker
    .getPropertiesOfType(type)
    .filter(travels)
    .map((property): Field => {
      const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
      const value = flattener.node(checker.getTypeOfSymbol(property));
      return { name: property.name, optional, type: value };
    });
  const indexes = checker
    .getIndexInfosOfType(type)
    .filter((info) => (info.keyType.flags & ts.TypeFlags.ESSymbol) === 0)
    .map((info) => ({
      key: flattener.node(info.keyType),
      value: flattener.node(info.type),
    }));
  const isOpen = fields.length + indexes.length === 0;
  return isOpen ? { is: "dynamic" } : { is: "record", fields, indexes };
}

function travels(property: ts.Symbol): boolean {
  const declarations = property.declarations ?? [];
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  const isHidden = declarations.some(
    (declaration) => (ts.getCombinedModifierFlags(declaration) & hidden) !== 0,
  );
  // Named by a symbol, or by `#name`.
  const isNamed = !/^__[@#]/.test(property.escapedName as string);
  return isNamed && !isHidden && !declarations.some(isOfPrototype);
}

function isOfPrototype(declaration: ts.Declaration): boolean {
  const shared =
    ts.isMethodDeclaration(declaration) ||
    ts.isAccessor(declaration) ||
    ts.isAutoAccessorPropertyDeclaration(declaration);
  return shared && ts.isClassLike(declaration.parent);
}
