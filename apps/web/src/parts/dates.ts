// Days and times as people write them, in the organisation's time zone. Partial dates stay partial; 和暦 by the user's
// choice in Japanese text. A relative time never stands alone (UI: absolute first, then what is left).
import type { Language } from '../i18n';

export interface DateStyle {
    language: Language;
    zone: string;
    wareki: boolean;
    /** The reader is in another zone than the organisation: times name theirs. */
    namesZone?: boolean;
}

const ERA = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { era: 'long', year: 'numeric', timeZone: 'UTC' });

function eraYear(year: number, month: number, day: number): string {
    return ERA.format(Date.UTC(year, month - 1, day)).replace(/^(\D+)1年$/, '$1元年');
}

/** 2026-11-02, 2026-11 or 2026 as text; anything else comes back as it is. */
export function day(text: string, style: DateStyle): string {
    const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
    if (!parts) return text;
    const [year, month, date] = [Number(parts[1]), Number(parts[2] ?? 0), Number(parts[3] ?? 0)];
    const at = new Date(Date.UTC(year, Math.max(month - 1, 0), date || 1));
    if (style.language === 'en') {
        const name = month ? new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' }).format(at) : '';
        return [date || '', name, year].filter(Boolean).join(' ');
    }
    const head = style.wareki && month && date ? eraYear(year, month, date) : `${year}年`;
    if (!month) return head;
    if (!date) return `${head}${month}月`;
    const weekday = new Intl.DateTimeFormat('ja-JP', { weekday: 'short', timeZone: 'UTC' }).format(at);
    return `${head}${month}月${date}日（${weekday}）`;
}

/** A day of the near past or future, without its year. */
export function shortDay(date: string, language: Language): string {
    const [, month, dom] = date.split('-').map(Number);
    if (language === 'ja') return `${month}月${dom}日`;
    return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

interface Local {
    date: string;
    time: string;
}

/** The calendar day and the time of an instant in the zone. */
export function local(instant: string | number | Date, zone: string): Local {
    const parts = new Intl.DateTimeFormat('en-CA', {
        timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
    }).formatToParts(new Date(instant));
    const of = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
    return { date: `${of('year')}-${of('month')}-${of('day')}`, time: `${of('hour')}:${of('minute')}` };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function moment(instant: string, style: DateStyle): string {
    if (DAY.test(instant)) return day(instant, style);
    if (Number.isNaN(Date.parse(instant))) return instant;
    const { date, time } = local(instant, style.zone);
    const said = style.language === 'ja' ? `${day(date, style)}${time.replace(/^0/, '')}` : `${day(date, style)}, ${time}`;
    return style.namesZone ? `${said} (${style.zone})` : said;
}

/** The instant at which a clock in the zone shows this day and time. */
export function instantOf(date: string, time: string, zone: string): string {
    const wanted = Date.parse(`${date}T${time}:00Z`);
    let at = wanted;
    for (let round = 0; round < 2; round++) {
        const seen = local(at, zone);
        at += wanted - Date.parse(`${seen.date}T${seen.time}:00Z`);
    }
    return new Date(at).toISOString();
}

/** For tables and files: 2026-11-02 09:14. */
export function stamp(instant: string, zone: string): string {
    if (DAY.test(instant)) return instant;
    if (Number.isNaN(Date.parse(instant))) return instant;
    const { date, time } = local(instant, zone);
    return `${date} ${time}`;
}

export function nextDay(date: string, days: number): string {
    return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function isWorkingDay(date: string, holidays: ReadonlySet<string>): boolean {
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
    return weekday !== 0 && weekday !== 6 && !holidays.has(date);
}

/** Working days after `from` up to and with `to`. */
export function workingDays(from: string, to: string, holidays: ReadonlySet<string>): number {
    let count = 0;
    for (let at = nextDay(from, 1); at <= to && count < 400; at = nextDay(at, 1)) count += isWorkingDay(at, holidays) ? 1 : 0;
    return count;
}

export type Urgency = 'overdue' | 'today' | 'soon' | 'later';

/** Where work stands: overdue, due today, within two working days, later. */
export function urgency(due: string | null, now: number, zone: string, holidays: ReadonlySet<string>): Urgency {
    if (!due) return 'later';
    if (Date.parse(due) < now) return 'overdue';
    const [today, last] = [local(now, zone).date, local(due, zone).date];
    if (today === last) return 'today';
    return workingDays(today, last, holidays) <= 2 ? 'soon' : 'later';
}

/** A day as typed: 2026-11-02, 2026/11/2, full-width digits, 令和8年11月2日, R8.11.2; null if it is none. */
export function readDay(typed: string): string | null {
    const text = typed.normalize('NFKC').trim();
    const eras: Record<string, number> = { 令和: 2018, R: 2018, 平成: 1988, H: 1988, 昭和: 1925, S: 1925 };
    const era = /^(令和|平成|昭和|[RHS])\s*(元|\d{1,2})[年.\-/]\s*(\d{1,2})[月.\-/]\s*(\d{1,2})日?$/i.exec(text);
    const plain = /^(\d{4})[年.\-/]\s*(\d{1,2})[月.\-/]\s*(\d{1,2})日?$/.exec(text);
    const found = era ?? plain;
    if (!found) return null;
    const year = era ? eras[era[1]!.toUpperCase()]! + (era[2] === '元' ? 1 : Number(era[2])) : Number(plain![1]);
    const [month, date] = era ? [Number(era[3]), Number(era[4])] : [Number(plain![2]), Number(plain![3])];
    const at = new Date(Date.UTC(year, month - 1, date));
    if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== date) return null;
    return at.toISOString().slice(0, 10);
}

/** A year or a month will do too: 1971, 2024-06, 2024年6月. */
export function readPartialDay(typed: string): string | null {
    const text = typed.normalize('NFKC').trim();
    const found = /^(\d{4})年?$/.exec(text) ?? /^(\d{4})[年.\-/]\s*(0?[1-9]|1[0-2])月?$/.exec(text);
    return found ? found.slice(1).map((part) => part.padStart(2, '0')).join('-') : readDay(typed);
}
