// What a person found: a state, a note, proofs. Against a computed sign only "explained" with a note and a proof.
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { change, part, type Tagged } from '../../api/client';
import { useKept } from '../../api/kept';
import { useChange, useNewer } from '../../api/queries';
import type { Assessment, DealingView, Finding, State } from '../../api/types';
import { words } from '../../i18n';
import { KeptRace } from '../../parts/KeptRace';
import { useSay } from '../../parts/Live';
import { Trouble } from '../../parts/States';
import { Dialog } from '../../parts/Dialog';

interface Typed {
    state: State;
    note: string;
    proof: string;
}

interface Props {
    finding: Finding;
    states: State[];
    view: Tagged<DealingView>;
    close: () => void;
}

export function AnswerDialog({ finding, states, view, close }: Props) {
    const { t } = useTranslation();
    const dealing = view.id;
    const say = useSay();
    const [typed, setTyped] = useState<Typed | null>(null);
    const { kept, keep, drop, ...race } = useKept<Typed>(`answer-${dealing}-${finding.indicator}`);
    const now = typed ?? kept ?? { state: states[0]!, note: '', proof: '' };
    const value = states.includes(now.state) ? now : { ...now, state: states[0]! };
    const edit = (more: Partial<Typed>) => {
        const next = { ...value, ...more };
        setTyped(next);
        keep(next);
    };
    const needsNote = value.state === 'explained' || value.state === 'not_applicable';
    const send = useChange(
        () =>
            change<Assessment>('POST', `/v1/dealings/${part(dealing)}/answers`, {
                json: {
                    indicator: finding.indicator,
                    state: value.state,
                    ...(value.note.trim() ? { note: value.note.trim() } : {}),
                    ...(value.proof.trim() ? { evidence: value.proof.split('\n').map((line) => line.trim()).filter(Boolean) } : {}),
                },
                once: crypto.randomUUID?.(),
                ifMatch: view.etag,
            }),
        ['dealing', dealing], ['dealings'], ['inbox'],
    );
    const newer = useNewer(['dealing', dealing]);
    const save = async () => {
        const answer = await send.mutateAsync(undefined);
        await drop();
        say(t('answer.recorded', { level: t(`level.${answer.level}`) }));
        close();
    };
    return (
        <Dialog opened onClose={close} title={`${finding.indicator} ${states[0] === 'explained' ? t('finding.explain') : t('finding.answer')}`} size="lg">
            <form className="stack" onSubmit={(event) => { event.preventDefault(); void save().catch(() => undefined); }}>
                <p className="b">{words(finding.title)}</p>
                {finding.question && <p className="sm mute">{words(finding.question)}</p>}
                <Trouble cause={send.error} focus newer={() => void newer(send.reset)} />
                <KeptRace isShown={race.race} keepMine={() => void race.keepMine(value)} takeTheirs={() => void race.takeTheirs().then((theirs) => theirs && setTyped(theirs))} />
                <fieldset>
                    <legend className="lab">{t('answer.state')}</legend>
                    {states.map((state) => (
                        <label key={state} className="row radio">
                            <input type="radio" name="state" value={state} checked={value.state === state} onChange={() => edit({ state })} />
                            {t(`state.${state}`)} <span className="sm dim">{t(`answer.means.${state}`)}</span>
                        </label>
                    ))}
                </fieldset>
                <Textarea label={t('answer.note')} description={t('answer.noteHint')} required={needsNote} rows={3} value={value.note} onChange={(event) => edit({ note: event.target.value })} />
                <Textarea label={t('answer.evidence')} description={t('answer.evidenceHint')} required={value.state === 'explained'} rows={2} value={value.proof} onChange={(event) => edit({ proof: event.target.value })} />
                <Button type="submit" variant="filled" disabled={send.isPending}>
                    {t('answer.record')}
                </Button>
            </form>
        </Dialog>
    );
}

