// The colours: every text 4.5:1, every border that carries meaning 3:1, and the three levels apart for colour-blind eyes.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/styles/tokens.css', 'utf8');
const token: Record<string, [string, string]> = {};
for (const [, name, light, dark] of css.matchAll(/--sk-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)) token[name!] = [light!, dark!];

type Rgb = [number, number, number];
const rgb = (hex: string): Rgb => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255) as Rgb;
const linear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const luminance = (hex: string) => rgb(hex).map(linear).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i]!, 0);
function ratio(a: string, b: string): number {
    const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
    return (hi + 0.05) / (lo + 0.05);
}

// Full dichromacy, Machado, Oliveira and Fernandes 2009, severity 1.0, in linear RGB.
const EYES: Record<string, number[]> = {
    protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
    deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
    tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};
function lab(hex: string, eye: number[]): Rgb {
    const c = rgb(hex).map(linear);
    const [r, g, b] = [0, 3, 6].map((i) => Math.min(1, Math.max(0, eye[i]! * c[0]! + eye[i + 1]! * c[1]! + eye[i + 2]! * c[2]!))) as Rgb;
    const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 / 116) * t + 16 / 116);
    const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
    const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
    const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
const far = (a: Rgb, b: Rgb) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

const GROUNDS = ['surface', 'canvas'];
const TEXTS: [string, string[]][] = [
    ['ink', [...GROUNDS, 'sunken', 'mark', 'mark-2']],
    ['ink-2', [...GROUNDS, 'accent-soft', 'sunken']],
    ['ink-3', GROUNDS],
    ['accent', [...GROUNDS, 'accent-soft']],
    ['on-accent', ['accent', 'accent-h']],
    ['red-text', [...GROUNDS, 'red-soft']],
    ['amber-text', [...GROUNDS, 'amber-soft']],
    ['green-text', [...GROUNDS, 'green-soft']],
    ['on-red', ['red']],
    ['on-amber', ['amber']],
    ['on-green', ['green']],
];
const MARKS: [string, string[]][] = [
    ['control', GROUNDS],
    ['focus', GROUNDS],
    ['red', GROUNDS],
    ['green', GROUNDS],
];

describe.each([0, 1])('scheme %i (0 light, 1 dark)', (scheme) => {
    const of = (name: string) => token[name]![scheme]!;
    it.each(TEXTS.flatMap(([text, grounds]) => grounds.map((ground) => [text, ground])))('%s on %s is 4.5:1', (text, ground) => {
        expect(ratio(of(text!), of(ground!))).toBeGreaterThanOrEqual(4.5);
    });
    it.each(MARKS.flatMap(([mark, grounds]) => grounds.map((ground) => [mark, ground])))('%s on %s is 3:1', (mark, ground) => {
        expect(ratio(of(mark!), of(ground!))).toBeGreaterThanOrEqual(3);
    });
    it.each(Object.keys(EYES))('levels are apart with %s', (eye) => {
        const [r, a, g] = ['red', 'amber', 'green'].map((name) => lab(of(name), EYES[eye]!)) as [Rgb, Rgb, Rgb];
        expect(Math.min(far(r, a), far(r, g), far(a, g))).toBeGreaterThanOrEqual(20);
    });
});
