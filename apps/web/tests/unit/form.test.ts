import { describe, expect, it } from 'vitest';
import type { Dealing } from '../../src/api/types';
import { openFields, pointerOf, read, tidied, write, FORMS } from '../../src/pages/new-check/fields';
import { shown, typed } from '../../src/pages/new-check/FieldRow';
import { lineOf, markedLines, spansOf } from '../../src/pages/new-check/marks';
import { partiesOf } from '../../src/parts/dealing';
import { at, pruned, put } from '../../src/parts/pointer';

const start: Dealing = { kind: 'procurement', parties: [{ role: 'orderer', name: 'A' }, { role: ['agent', 'payer'], name: 'B' }] };

describe('fields of the form', () => {
    it('finds the party of a role, also in a list of roles', () => {
        expect(pointerOf('@payer/name', start)).toBe('/parties/1/name');
        expect(pointerOf('@end_user/name', start)).toBeNull();
        expect(read(start, '@orderer/name')).toBe('A');
    });
    it('makes a party when its first field is filled, and leaves the old dealing alone', () => {
        const next = write(start, '@end_user/name', 'C');
        expect(partiesOf(next)[2]).toEqual({ role: 'end_user', schema: 'Company', name: 'C' });
        expect(start.parties).toHaveLength(2);
        expect(write(start, '@end_user/name', undefined)).toBe(start);
    });
    it('takes away parties of which nothing is known', () => {
        expect(tidied(write(write(start, '@end_user/name', 'C'), '@end_user/name', undefined)).parties).toHaveLength(2);
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
        ['texts', '03-1 ; 03-2；', ['03-1', '03-2']],
        ['number', '１,２００', 1200],
        ['day', '令和8年11月2日', '2026-11-02'],
        ['country', 'ａｅ', 'AE'],
        ['text', '  ', undefined],
    ] as const)('reads a %s', (type, text, value) => expect(typed({ path: '/x', label: 'x', type }, text).value).toEqual(value));
    it('shows what it read', () => expect(shown(['a', 'b'])).toBe('a ; b'));
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
