// Writes src/api/openapi.d.ts: the types of all bodies, from schema/openapi.yaml and schema/dealing.json. tools/node.sh runs
// it before every build; the file is not kept, so it cannot differ from the document.
//
// One rule of schema/dealing.json is ours (src/codec/schema.h): a property that is not required may be null. Its
// definitions are those whose names begin with a small letter.
import openapiTS, { astToString } from 'openapi-typescript';
import { writeFileSync } from 'node:fs';
import ts from 'typescript';

const { factory } = ts;
const IN_DEALING = /^#\/components\/schemas\/[a-z]/;

function transformProperty(property, schema, { path }) {
    if (!property.questionToken || !IN_DEALING.test(path ?? '')) return property;
    const type = factory.createUnionTypeNode([property.type, factory.createLiteralTypeNode(factory.createNull())]);
    return factory.updatePropertySignature(property, property.modifiers, property.name, property.questionToken, type);
}

const nodes = await openapiTS(new URL('../../../schema/openapi.yaml', import.meta.url), { transformProperty });
writeFileSync(new URL('../src/api/openapi.d.ts', import.meta.url), astToString(nodes));
