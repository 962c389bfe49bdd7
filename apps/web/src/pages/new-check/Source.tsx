// The left side of a new check: the drop zone, then the text that arrived with its marks.
import { Button } from '@mantine/core';
import { useMemo, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dealing, Span } from '../../api/types';
import type { DateStyle } from '../../parts/dates';
import { Icon } from '../../parts/Icon';
import { markedLines } from './marks';

interface DropProps {
    isBusy: boolean;
    readFile: (bytes: Blob | string, file: { name: string; size: number } | null) => void;
    start: () => void;
}

/** Paste, drop or choose; every way has a button. */
export function DropZone({ isBusy, readFile, start }: DropProps) {
    const { t } = useTranslation();
    const [isOver, setOver] = useState(false);
    const [text, setText] = useState('');
    const input = useRef<HTMLInputElement>(null);
    const take = (file: File | undefined | null) => file && readFile(file, { name: file.name, size: file.size });
    return (
        <section
            className="card drop" data-over={isOver || undefined} aria-label={t('check.drop')}
            onDragOver={(event) => { event.preventDefault(); setOver(true); }}
            onDragLeave={() => setOver(false)}
            onDrop={(event) => {
                event.preventDefault();
                setOver(false);
                const file = event.dataTransfer.files[0];
                if (file) take(file);
                else if (event.dataTransfer.getData('text/plain')) readFile(event.dataTransfer.getData('text/plain'), null);
            }}
        >
            <p className="big">
                <Icon name="mail" /> {isBusy ? t('check.reading') : t('check.drop')}
            </p>
            <p className="sm dim">{t('check.dropHint')}</p>
            <textarea className="in" rows={7} value={text} aria-label={t('check.pasteHere')} placeholder={t('check.pasteHint')} onChange={(event) => setText(event.target.value)} />
            <div className="row wrap">
                <Button variant="filled" disabled={isBusy || !text.trim()} onClick={() => readFile(text, null)}>
                    {t('check.readText')}
                </Button>
                <Button disabled={isBusy} onClick={() => input.current?.click()} leftSection={<Icon name="file" small />}>
                    {t('check.choose')}
                </Button>
                <input ref={input} type="file" hidden accept=".eml,.txt,.html,.htm,message/rfc822,text/*" aria-label={t('check.choose')} onChange={(event) => take(event.target.files?.[0])} />
                <Button variant="subtle" onClick={start}>
                    {t('check.blank')}
                </Button>
            </div>
            {!text.trim() && <p className="xs dim">{t('check.readWhy')}</p>}
        </section>
    );
}

interface TextProps {
    dealing: Dealing;
    spans: Span[];
    lit: string | null;
    light: (path: string | null) => void;
    showField: (path: string) => void;
    paper: RefObject<HTMLDivElement | null>;
    style: DateStyle;
    moment: (instant: string, style: DateStyle) => string;
}

export function SourceText({ dealing, spans, lit, light, showField, paper, style, moment }: TextProps) {
    const { t } = useTranslation();
    const text = typeof dealing.text === 'string' ? dealing.text : '';
    const lines = useMemo(() => markedLines(text.replace(/\n+$/, ''), spans), [text, spans]);
    const headers = spans.filter((span) => span.header);
    const mark = (piece: { text: string; paths: string[] }, key: number) => (
        <mark
            key={key} tabIndex={-1} data-paths={piece.paths.join(' ')} data-lit={(lit && piece.paths.includes(lit)) || undefined}
            onMouseMove={() => light(piece.paths[0]!)} onMouseLeave={() => light(null)} onClick={() => showField(piece.paths[0]!)}
        >
            {piece.text}
        </mark>
    );
    return (
        <div className="mail scroll" ref={paper} tabIndex={0} role="group" aria-label={t('check.arrived')}>
            {headers.length + (dealing.received_at ? 1 : 0) + (dealing.title ? 1 : 0) > 0 && (
                <div className="headers">
                    {headers.filter((span) => !/^(subject|date)$/i.test(span.header!)).map((span, i) => (
                        <p key={i}>
                            <span className="dim">{span.header}: </span>
                            {mark({ text: span.text, paths: [span.path] }, i)}
                        </p>
                    ))}
                    {dealing.received_at && (
                        <p>
                            <span className="dim">{t('check.received')}: </span>
                            {moment(dealing.received_at, style)}
                        </p>
                    )}
                    {dealing.title && (
                        <p>
                            <span className="dim">{t('check.subject')}: </span>
                            <span lang="">{dealing.title}</span>
                        </p>
                    )}
                </div>
            )}
            <div className="lines" lang="">
                {lines.map((line) => (
                    <p key={line.number}>
                        {line.pieces.map((piece, i) => (piece.paths.length ? mark(piece, i) : <span key={i}>{piece.text}</span>))}
                    </p>
                ))}
            </div>
        </div>
    );
}
