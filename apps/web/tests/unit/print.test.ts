import { expect, it } from 'vitest';
import { marginRule, quoted } from '../../src/pages/result/pageMargins';

it('writes any text as one CSS string', () => {
    expect(quoted('a "b" \\ c\nd')).toBe('"a \\"b\\" \\\\ c d"');
    expect(marginRule('po-1"; } body { display: none')).toContain('"po-1\\"; } body { display: none"');
});
