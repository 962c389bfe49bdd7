// Values of fields as they are typed and shown.
import { readDay, readPartialDay } from '../../parts/dates';
import type { Field } from './fields';

export type Wrong = 'day' | 'number';

export function shown(value: unknown): string {
    if (value === undefined || value === null || value === false) return '';
    return String(value);
}

const folded = (text: string) => text.normalize('NFKC').trim();

/** What was typed as a value; undefined takes the field away. `wrong`: it cannot be one, and stands as it was typed. */
export function typed(field: Pick<Field, 'type'>, text: string): { value: unknown; wrong?: Wrong } {
    const plain = text.trim();
    if (!plain) return { value: undefined };
    switch (field.type) {
        case 'number': {
            const number = Number(folded(plain).replaceAll(',', ''));
            return Number.isFinite(number) ? { value: number } : { value: plain, wrong: 'number' };
        }
        case 'day':
        case 'partial_day': {
            const day = field.type === 'day' ? readDay(plain) : readPartialDay(plain);
            return day ? { value: day } : { value: plain, wrong: 'day' };
        }
        case 'country':
            return { value: folded(plain).toUpperCase() };
        default:
            return { value: plain };
    }
}

/** Entries of a list: several may be typed at once, with a semicolon or on lines of their own. */
export function typedTexts(field: Pick<Field, 'type'>, text: string): string[] {
    const texts = text.split(/\s*[;；\n]\s*/).map((one) => one.trim()).filter(Boolean);
    return field.type === 'countries' ? texts.map((one) => folded(one).toUpperCase()) : texts;
}
