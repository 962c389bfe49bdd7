import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import en from '../../src/i18n/en.json';
import ja from '../../src/i18n/ja.json';

it('names the roles as the server does', () => {
    const table = readFileSync('../../src/api/roles.def', 'utf8');
    const rows = [...table.matchAll(/^ROLE\("(\w+)", "([^"]+)", "([^"]+)"/gm)];
    expect(Object.fromEntries(rows.map((row) => [row[1], row[2]]))).toEqual(ja.role);
    expect(Object.fromEntries(rows.map((row) => [row[1], row[3]]))).toEqual(en.role);
});
