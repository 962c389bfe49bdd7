import { describe, expect, it } from 'vitest';
import { day, instantOf, moment, readDay, stamp, urgency, workingDays } from '../../src/parts/dates';

const ja = { language: 'ja', zone: 'Asia/Tokyo', wareki: false } as const;
const en = { language: 'en', zone: 'Asia/Tokyo', wareki: false } as const;
const holidays = new Set(['2026-11-03', '2026-11-23']);

describe('days', () => {
    it.each([
        ['2026-11-02', ja, '2026年11月2日（月）'],
        ['2026-11-02', { ...ja, wareki: true }, '令和8年11月2日（月）'],
        ['2019-05-01', { ...ja, wareki: true }, '令和元年5月1日（水）'],
        ['2024-06', ja, '2024年6月'],
        ['1971', ja, '1971年'],
        ['2026-11-02', en, '2 Nov 2026'],
        ['2024-06', en, 'Jun 2024'],
        ['1971', en, '1971'],
        ['undated', ja, 'undated'],
    ])('%s as text', (text, style, out) => expect(day(text, style)).toBe(out));

    it('writes instants in the zone of the organisation', () => {
        expect(moment('2026-11-02T00:14:00Z', ja)).toBe('2026年11月2日（月）9:14');
        expect(moment('2026-11-02T00:14:00Z', en)).toBe('2 Nov 2026, 09:14');
        expect(stamp('2026-11-01T23:14:00Z', 'Asia/Tokyo')).toBe('2026-11-02 08:14');
        expect(stamp('2026-11-01T23:14:00Z', 'America/New_York')).toBe('2026-11-01 18:14');
    });

    it('names the zone to a reader in another one, and leaves a day alone', () => {
        expect(moment('2026-11-02T00:14:00Z', { ...en, namesZone: true })).toBe('2 Nov 2026, 09:14 (Asia/Tokyo)');
        expect(moment('2026-11-02', { ...en, zone: 'America/New_York' })).toBe('2 Nov 2026');
        expect(stamp('2026-11-02', 'America/New_York')).toBe('2026-11-02');
    });

    it.each([
        ['2026-11-02', '09:00', 'Asia/Tokyo', '2026-11-02T00:00:00.000Z'],
        ['2026-07-01', '00:00', 'Europe/Berlin', '2026-06-30T22:00:00.000Z'],
        ['2026-10-25', '00:00', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
        ['2026-10-26', '00:00', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    ])('%s %s in %s is an instant', (date, time, zone, out) => expect(instantOf(date, time, zone)).toBe(out));

    it.each([
        ['2026-11-02', '2026-11-02'],
        ['２０２６／１１／２', '2026-11-02'],
        ['2026年11月2日', '2026-11-02'],
        ['令和8年11月2日', '2026-11-02'],
        ['令和元年5月1日', '2019-05-01'],
        ['R8.11.2', '2026-11-02'],
        ['2026-13-02', null],
        ['2026-02-30', null],
        ['tomorrow', null],
    ])('reads %s', (typed, out) => expect(readDay(typed)).toBe(out));
});

describe('deadlines', () => {
    it('counts working days without weekends and holidays', () => {
        expect(workingDays('2026-11-02', '2026-11-05', holidays)).toBe(2);
        expect(workingDays('2026-11-06', '2026-11-09', holidays)).toBe(1);
    });
    it.each([
        ['2026-11-02T18:00:00+09:00', 'today'],
        ['2026-11-02T08:00:00+09:00', 'overdue'],
        ['2026-11-05T18:00:00+09:00', 'soon'],
        ['2026-11-06T18:00:00+09:00', 'later'],
        [null, 'later'],
    ])('%s is %s', (due, out) => expect(urgency(due, Date.parse('2026-11-02T03:00:00Z'), 'Asia/Tokyo', holidays)).toBe(out));
});
