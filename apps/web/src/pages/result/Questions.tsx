// The open questions, each to copy in ja or en, and as one letter to the counterpart: editable, copied or saved as .eml.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, part } from '../../api/client';
import type { DealingView, Letter } from '../../api/types';
import { language, type Language } from '../../i18n';
import { CopyButton } from '../../parts/Copy';
import { Trouble } from '../../parts/States';

/** A message as RFC 5322 has it, without sender: the mail program adds it. */
export function emlOf(letter: Pick<Letter, 'subject' | 'to'>, text: string): string {
    const bytes = (s: string) => btoa(String.fromCharCode(...new TextEncoder().encode(s)));
    const body = bytes(text.replace(/\r?\n/g, '\r\n')).replace(/.{76}/g, '$&\r\n');
    return [
        ...(letter.to.length ? [`To: ${letter.to.join(', ')}`] : []),
        `Subject: =?utf-8?B?${bytes(letter.subject)}?=`,
        'X-Unsent: 1',
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: base64',
        '',
        body,
        '',
    ].join('\r\n');
}

function LetterBox({ id }: { id: string }) {
    const { t } = useTranslation();
    const [lang, setLang] = useState<Language>(language());
    const [text, setText] = useState<string | null>(null);
    const letter = useQuery({
        queryKey: ['dealing', id, 'letter', lang],
        queryFn: ({ signal }) => get<Letter>(`/v1/dealings/${part(id)}/letter?lang=${lang}`, signal),
    });
    useEffect(() => setText(null), [lang]);
    const shown = text ?? letter.data?.text ?? '';
    const save = () => {
        if (!letter.data) return;
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([emlOf(letter.data, shown)], { type: 'message/rfc822' }));
        link.download = `${id}-${lang}.eml`;
        link.click();
        window.setTimeout(() => URL.revokeObjectURL(link.href), 5000);
    };
    return (
        <section className="letter pad" aria-labelledby="letter">
            <div className="row sp wrap">
                <h3 id="letter">{t('question.letter')}</h3>
                <span className="lang" role="group" aria-label={t('question.language')}>
                    <button type="button" lang="ja" aria-pressed={lang === 'ja'} onClick={() => setLang('ja')}>
                        日本語
                    </button>
                    <button type="button" lang="en" aria-pressed={lang === 'en'} onClick={() => setLang('en')}>
                        English
                    </button>
                </span>
            </div>
            <Trouble cause={letter.error} />
            {letter.data && (
                <>
                    <p className="sm mute">
                        {t('question.subject')}: {letter.data.subject}
                        {letter.data.to.length > 0 && ` · ${letter.data.to.join(', ')}`}
                    </p>
                    <textarea className="in" lang={lang} rows={Math.min(18, shown.split('\n').length + 2)} value={shown} aria-label={t('question.letterText')} onChange={(event) => setText(event.target.value)} />
                    <div className="row wrap below">
                        <CopyButton text={shown} label={t('question.copyLetter')} />
                        <Button className="sm" onClick={save}>
                            {t('question.save')}
                        </Button>
                    </div>
                </>
            )}
        </section>
    );
}

export function Questions({ view }: { view: DealingView }) {
    const { t } = useTranslation();
    const [first, second]: Language[] = language() === 'ja' ? ['ja', 'en'] : ['en', 'ja'];
    const findings = new Map(view.assessment.findings.map((f) => [f.indicator, f]));
    if (view.assessment.questions.length === 0) return <p className="pad mute">{t('question.none')}</p>;
    return (
        <>
            <p className="pad sm dim">{t('question.say')}</p>
            <ul>
                {view.assessment.questions.map((question) => (
                    <li className="q" key={question.indicator}>
                        <div className="row sp wrap">
                            <span className="row">
                                <span className="mono dim">{question.indicator}</span>
                                <span className="tag s">{t(`question.to.${findings.get(question.indicator)?.question?.to ?? 'counterpart'}`)}</span>
                            </span>
                            <span className="row">
                                <CopyButton text={question[first!]} />
                                <CopyButton text={question[second!]} label={t(`question.copyIn.${second}`)} />
                            </span>
                        </div>
                        <p lang={first}>{question[first!]}</p>
                        <p lang={second} className="sm mute">
                            {question[second!]}
                        </p>
                    </li>
                ))}
            </ul>
            <LetterBox id={view.id} />
        </>
    );
}
