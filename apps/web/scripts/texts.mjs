// Texts lint. Each key stands in ja.json and en.json, with the same places for values; each key that the pages name is
// there; each key is named somewhere; no text of one language stands in the sources. Ends with 1 and a line a fault.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SRC = join(dirname(fileURLToPath(import.meta.url)), '../src');
const faults = [];

function flat(tree, prefix = '') {
    return Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`)));
}

const read = (name) => new Map(flat(JSON.parse(readFileSync(join(SRC, 'i18n', `${name}.json`), 'utf8'))));
const places = (text) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort();
const bare = (key) => key.replace(/_(one|other)$/, '');

const texts = { ja: read('ja'), en: read('en') };
const keys = { ja: new Set([...texts.ja.keys()].map(bare)), en: new Set([...texts.en.keys()].map(bare)) };
for (const key of keys.ja) if (!keys.en.has(key)) faults.push(`en.json: ${key} is missing`);
for (const key of keys.en) if (!keys.ja.has(key)) faults.push(`ja.json: ${key} is missing`);
for (const [name, table] of Object.entries(texts))
    for (const [key, text] of table) {
        if (!text.trim()) faults.push(`${name}.json: ${key} is empty`);
        const other = texts[name === 'ja' ? 'en' : 'ja'].get(`${bare(key)}_other`) ?? texts[name === 'ja' ? 'en' : 'ja'].get(bare(key));
        if (other !== undefined && new Set(places(text)).size !== new Set(places(other)).size) faults.push(`${name}.json: ${key} has other places for values than its twin`);
        if (key.endsWith('_one') && !table.has(`${bare(key)}_other`)) faults.push(`${name}.json: ${bare(key)} has no _other`);
        if (name === 'ja' && key.endsWith('_one')) faults.push(`ja.json: ${key}: Japanese has no singular`);
    }

const sources = readdirSync(SRC, { recursive: true }).filter((name) => /\.tsx?$/.test(name));
const named = new Set();
const patterns = [];
for (const name of sources) {
    const source = readFileSync(join(SRC, name), 'utf8').replace(/^\s*\/\/.*$/gm, '');
    for (const [, key] of source.matchAll(/'([a-zA-Z]+(?:\.[a-zA-Z0-9_]+)+)'/g)) {
        if (keys.en.has(key)) named.add(key);
    }
    for (const [, key] of source.matchAll(/\bt\(\s*'([^']+)'/g)) if (!keys.en.has(key)) faults.push(`${name}: t('${key}') has no text`);
    for (const [, key] of source.matchAll(/`([a-zA-Z]+\.[^`\s]*\$\{[^`]*)`/g)) {
        const escaped = key.split(/\$\{(?:[^{}]|\{[^}]*\})*\}/).map((part) => part.replaceAll('.', '\\.')).join('[^.]+');
        patterns.push(new RegExp(`^${escaped}$`));
        if (![...keys.en].some((k) => patterns.at(-1).test(k)) && /\bt\(/.test(source)) faults.push(`${name}: no text fits \`${key}\``);
    }
    source.split('\n').forEach((line, i) => {
        // Names of languages stand as they call themselves; dates.ts writes and reads Japanese dates.
        if (name !== 'parts/dates.ts' && /[\u3040-\u30ff\u4e00-\u9fff]/.test(line.replaceAll('日本語', ''))) faults.push(`${name}:${i + 1}: a text outside of the tables`);
    });
}
for (const key of keys.en) if (!named.has(key) && !patterns.some((p) => p.test(key))) faults.push(`${key} is used nowhere`);
for (const fault of faults) console.log(fault);
console.log(`texts: ${keys.en.size} keys in ja and en, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
