// The text that arrived, cut into lines and marked pieces. Offsets of spans count Unicode code points, not UTF-16 units.
import type { Span } from '../../api/types';

export interface Piece {
    text: string;
    paths: string[];
}

export interface Line {
    number: number;
    pieces: Piece[];
}

export function markedLines(text: string, spans: Span[]): Line[] {
    const points = Array.from(text);
    const marks = spans.filter((span) => span.from !== undefined && span.to !== undefined);
    const cuts = new Set<number>([0, points.length]);
    for (const span of marks) {
        cuts.add(Math.max(0, span.from!));
        cuts.add(Math.min(points.length, span.to!));
    }
    points.forEach((point, i) => point === '\n' && cuts.add(i).add(i + 1));
    const order = [...cuts].sort((a, b) => a - b);
    const lines: Line[] = [{ number: 1, pieces: [] }];
    for (let i = 0; i + 1 < order.length; i++) {
        const [from, to] = [order[i]!, order[i + 1]!];
        const piece = points.slice(from, to).join('');
        if (piece === '\n') {
            lines.push({ number: lines.length + 1, pieces: [] });
            continue;
        }
        const paths = marks.filter((span) => span.from! <= from && span.to! >= to).map((span) => span.path);
        lines.at(-1)!.pieces.push({ text: piece, paths });
    }
    return lines;
}

/** The line of a span's start, from 1. */
export function lineOf(text: string, span: Span): number {
    return Array.from(text).slice(0, span.from ?? 0).filter((point) => point === '\n').length + 1;
}

/** Spans that a field shows: its own path, or entries of its list. */
export function spansOf<T extends Span>(spans: T[], pointer: string | null): T[] {
    return pointer === null ? [] : spans.filter((span) => span.path === pointer || span.path.startsWith(`${pointer}/`));
}
