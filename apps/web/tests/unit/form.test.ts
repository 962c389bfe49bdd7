import { describe, expect, it } from 'vitest';
import type { Dealing } from '../../src/api/types';
import { FORMS } from '../../src/pages/new-check/fields';
import { lineOf, markedLines, spansOf } from '../../src/pages/new-check/marks';
import { onNewer, openFields, pointerOf, read, sent, withRow, without, withTexts, withValues, write, type Sheet } from '../../src/pages/new-check/sheet';
import { typed, typedTexts } from '../../src/pages/new-check/values';
import { partiesOf } from '../../src/parts/dealing';
import { rebase } from '../../src/parts/merge';
import { at, pruned, put } from '../../src/parts/pointer';

const start: Dealing = { kind: 'procurement', parties: [{ role: 'orderer', name: 'A' }, { role: ['agent', 'payer'], name: 'B' }] };
const sheetOf = (dealing: Dealing, more: Partial<Sheet> = {}): Sheet => ({ dealing, spans: [], notes: [], ...more });

describe('fields of the form', () => {
    it('finds the party of a role, also in a list of roles', () => {
        expect(pointerOf('@payer/name', start)).toBe('/parties/1/name');
        expect(pointerOf('@end_user/name', start)).toBeNull();
        expect(read(start, '@orderer/name')).toBe('A');
        expect(read({ kind: 'procurement', title: null }, '/title')).toBeUndefined();
    });
    it('makes a party when its first field is filled, and leaves the old dealing alone', () => {
        const next = write(start, '@end_user/name', 'C');
        expect(partiesOf(next)[2]).toEqual({ role: 'end_user', schema: 'Company', name: 'C' });
        expect(start.parties).toHaveLength(2);
        expect(write(start, '@end_user/name', undefined)).toBe(start);
    });
    it('keeps "there is none" apart from "nobody knows"', () => {
        const none = write(start, '/order/site', false);
        expect(read(none, '/order/site')).toBe(false);
        expect(pruned(none)).toHaveProperty('order.site', false);
        expect(pruned(write(none, '/order/site', undefined))).not.toHaveProperty('order');
        const fields = FORMS.procurement!.main;
        expect(openFields(none, fields)).toBe(openFields(start, fields) - 1);
    });
    it.each([
        ['number', '１,２００', 1200],
        ['day', '令和8年11月2日', '2026-11-02'],
        ['partial_day', '２０２４年６月', '2024-06'],
        ['partial_day', '1971', '1971'],
        ['country', 'ａｅ', 'AE'],
        ['text', '  ', undefined],
    ] as const)('reads a %s', (type, text, value) => expect(typed({ type }, text).value).toEqual(value));
    it('says what is no number and no day', () => {
        expect(typed({ type: 'number' }, 'four').wrong).toBe('number');
        expect(typed({ type: 'partial_day' }, '2024-13').wrong).toBe('day');
    });
    it('takes several entries of a list at once', () => {
        expect(typedTexts({ type: 'texts' }, '03-1 ; 03-2；\n03-3')).toEqual(['03-1', '03-2', '03-3']);
        expect(typedTexts({ type: 'countries' }, 'sg;ｊｐ')).toEqual(['SG', 'JP']);
    });
});

describe('lists of the form', () => {
    const dealing: Dealing = {
        kind: 'procurement',
        parties: [{ role: 'orderer', name: 'A', phones: ['1', '2', '3'] }, { role: 'agent', key: 'a', name: 'B' }, { role: 'payer', name: 'C' }],
        items: [{ name: 'x' }, {}, { name: 'z' }],
        order: { chain: ['o', 'a', 'e'] }, relations: [{ from: 'a', to: 'o', kind: 'controls' }],
    };
    const spans = withValues(dealing, [{ path: '/parties/0/phones/1', text: '2' }, { path: '/parties/0/phones/2', text: '3' }, { path: '/parties/2/name', text: 'C' }]);
    const sheet = sheetOf(dealing, { spans });

    it('takes an entry away and keeps the places of the others', () => {
        const next = withTexts(sheet, '/parties/0/phones', 1, []);
        expect(at(next.dealing, '/parties/0/phones')).toEqual(['1', '3']);
        expect(next.spans.map((span) => [span.path, span.value])).toEqual([['/parties/0/phones/1', '3'], ['/parties/2/name', 'C']]);
    });
    it('puts several typed entries in the place of one', () => {
        expect(at(withTexts(sheet, '/parties/0/phones', 0, ['7', '8']).dealing, '/parties/0/phones')).toEqual(['7', '2', '3', '8']);
    });
    it('takes the last entry away as "nobody knows"', () => {
        const one = sheetOf({ ...start, parties: [{ role: 'orderer', phones: ['1'] }] });
        expect(at(withTexts(one, '/parties/0/phones', 0, []).dealing, '/parties/0/phones')).toBeUndefined();
    });
    it('takes a party away with what names it by its key', () => {
        const next = without(sheet, '/parties', 1);
        expect(partiesOf(next.dealing).map((party) => party.name)).toEqual(['A', 'C']);
        expect(next.spans.at(-1)!.path).toBe('/parties/1/name');
        expect(next.dealing.order).toEqual({ chain: ['o', 'e'] });
        expect(next.dealing.relations).toEqual([]);
    });
    it('sends nothing of rows that say nothing, and finds the way back', () => {
        const { dealing: out, back } = sent(withRow(sheet, '/parties', { role: 'bank', schema: 'Company' }).dealing, 'po-1');
        expect(out.id).toBe('po-1');
        expect(out.items).toEqual([{ name: 'x' }, { name: 'z' }]);
        expect(out.parties).toHaveLength(3);
        expect(back('/items/1/name')).toBe('/items/2/name');
        expect(back('/parties/1/country')).toBe('/parties/1/country');
        expect(back('/order/site')).toBe('/order/site');
    });
    it('keeps one who orders although nothing is known', () => expect(sent({ kind: 'procurement', parties: [{ role: 'orderer', schema: 'Company' }] }).dealing.parties).toHaveLength(1));
});

describe('two people change one dealing', () => {
    const base: Dealing = { kind: 'procurement', title: 'T', parties: [{ role: 'orderer', name: 'A' }], items: [{ name: 'x', quantity: 1 }] };
    const mine: Dealing = { ...base, items: [{ name: 'x', quantity: 4 }], parties: [{ role: 'orderer', name: 'A' }, { role: 'payer', name: 'P' }] };
    it('puts what was typed on what was stored', () => {
        const theirs: Dealing = { ...base, title: 'T2', parties: [{ role: 'orderer', name: 'A', country: 'AE' }] };
        const { sheet, conflicts } = onNewer(sheetOf(mine, { base: { dealing: base, etag: 'v1' } }), { dealing: theirs, etag: 'v2' });
        expect(conflicts).toEqual([]);
        expect(sheet.base!.etag).toBe('v2');
        expect(sheet.dealing).toEqual({ kind: 'procurement', title: 'T2', items: [{ name: 'x', quantity: 4 }], parties: [{ role: 'orderer', name: 'A', country: 'AE' }, { role: 'payer', name: 'P' }] });
    });
    it('tells what both changed; what was typed stands', () => {
        const theirs: Dealing = { ...base, items: [{ name: 'y', quantity: 2 }] };
        const { value, conflicts } = rebase(base, mine, theirs);
        expect(value.items).toEqual([{ name: 'y', quantity: 4 }]);
        expect(conflicts).toEqual(['/items/0', '/items/0/quantity']);
    });
    it('does not mix a shorter list with another one', () => {
        const { value, conflicts } = rebase({ a: [1, 2] }, { a: [2] }, { a: [1, 3] });
        expect(value).toEqual({ a: [2] });
        expect(conflicts).toEqual(['/a']);
    });
    it('takes a field away that was taken away', () => expect(rebase({ a: 1, b: 1 }, { b: 1 } as { a?: number; b: number }, { a: 1, b: 2 })).toEqual({ value: { b: 2 }, conflicts: [] }));
});

describe('pointers', () => {
    it('writes into lists and through denied blocks', () => {
        expect(put({}, '/items/0/name', 'x')).toEqual({ items: [{ name: 'x' }] });
        expect(put({ order: false } as object, '/order/site', 'y')).toEqual({ order: { site: 'y' } });
        expect(at({ 'a/b': { '~': 1 } }, '/a~1b/~0')).toBe(1);
    });
});

describe('marks', () => {
    const text = '𠮷野\nTel 03\n';
    const spans = [{ path: '/parties/0/name', text: '𠮷野', from: 0, to: 2 }, { path: '/parties/0/phones/0', text: '03', from: 7, to: 9 }];
    it('counts code points and cuts lines', () => {
        const lines = markedLines(text, spans);
        expect(lines[0]!.pieces).toEqual([{ text: '𠮷野', paths: ['/parties/0/name'] }]);
        expect(lines[1]!.pieces.map((p) => [p.text, p.paths.length])).toEqual([['Tel ', 0], ['03', 1]]);
    });
    it('knows lines and the spans of a list', () => {
        expect(lineOf(text, spans[1]!)).toBe(2);
        expect(spansOf(spans, '/parties/0/phones')).toHaveLength(1);
        expect(spansOf(spans, '/parties/0/name')).toHaveLength(1);
    });
    it('shows markup as text', () => {
        expect(markedLines('<script>x</script>', [])[0]!.pieces[0]!.text).toBe('<script>x</script>');
    });
});
