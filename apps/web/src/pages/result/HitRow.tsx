// One hit of a party with its aligned names, and the record that it is the same or not the same (DEALING: `resolved`).
// The record makes the next version of the dealing; it needs a reason.
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { change, type Tagged } from '../../api/client';
import { useKept } from '../../api/kept';
import { useChange, useNewer, useScreen } from '../../api/queries';
import type { Assessment, Dealing, DealingView, Party } from '../../api/types';
import { Aligned, Score } from '../../parts/Aligned';
import { useSay } from '../../parts/Live';
import { partiesOf } from '../../parts/dealing';
import { at } from '../../parts/pointer';
import { Trouble } from '../../parts/States';
import { Dialog } from '../../parts/Dialog';

export interface FactHit {
    party: string;
    list: string;
    entry: string;
    state?: string;
    decision: 'match' | 'review';
    score: number;
    query_name: string;
    entry_name: string;
}

function resolvedDealing(dealing: Dealing, hit: FactHit, same: boolean, note: string): Dealing {
    const index = Number(hit.party.split('/')[2]);
    const parties = partiesOf(dealing).map((party, i): Party => {
        if (i !== index) return party;
        const others = (party.resolved || []).filter((r) => r.list !== hit.list || r.entry !== hit.entry);
        return { ...party, resolved: [...others, { list: hit.list, entry: hit.entry, same, note }] };
    });
    return { ...dealing, parties };
}

function Resolve({ hit, view, same, close }: { hit: FactHit; view: Tagged<DealingView>; same: boolean; close: () => void }) {
    const { t } = useTranslation();
    const say = useSay();
    const [typed, setNote] = useState<string | null>(null);
    const { kept, keep, drop } = useKept<{ note: string }>(`hit-${view.id}-${hit.list}-${hit.entry}`);
    const note = typed ?? kept?.note ?? '';
    const send = useChange(
        () => change<Assessment>('POST', '/v1/assessments', { json: { ...resolvedDealing(view.dealing, hit, same, note.trim()), id: view.id }, once: crypto.randomUUID?.(), ifMatch: view.etag }),
        ['dealing', view.id], ['dealings'], ['inbox'],
    );
    const newer = useNewer(['dealing', view.id]);
    const save = async () => {
        const answer = await send.mutateAsync(undefined);
        await drop();
        say(t('hit.recorded', { level: t(`level.${answer.level}`) }));
        close();
    };
    return (
        <Dialog opened onClose={close} title={t(same ? 'hit.same' : 'hit.notSame')}>
            <form className="stack" onSubmit={(event) => { event.preventDefault(); if (note.trim()) void save().catch(() => undefined); }}>
                <Trouble cause={send.error} focus newer={() => void newer(send.reset)} />
                <p>
                    {hit.query_name} – {hit.entry_name}
                    <br />
                    <span className="sm dim">
                        {hit.list} · {hit.entry}
                    </span>
                </p>
                <Textarea label={t('hit.reason')} description={t('hit.reasonHint')} required data-autofocus rows={3} value={note} onChange={(event) => { setNote(event.target.value); keep({ note: event.target.value }); }} />
                <Button type="submit" variant="filled" disabled={send.isPending}>
                    {t('hit.record')}
                </Button>
            </form>
        </Dialog>
    );
}

export function HitRow({ hit, view }: { hit: FactHit; view: Tagged<DealingView> }) {
    const { t } = useTranslation();
    const [same, setSame] = useState<boolean | null>(null);
    const party = at(view.dealing, hit.party) as Party | undefined;
    const found = useScreen({ name: hit.query_name, ...(party?.schema ? { schema: party.schema } : {}), ...(party?.country ? { country: party.country } : {}) });
    const full = found.data?.line?.hits?.find((other) => other.list === hit.list && other.entry === hit.entry);
    return (
        <li className="hitrow">
            <Score hit={hit} />
            <div className="grow">
                <p className="b">{hit.entry_name}</p>
                <p className="sm mute">
                    {hit.list} · {hit.entry}
                    {hit.state ? ` · ${t(`hit.state.${hit.state}`, { defaultValue: hit.state })}` : ''}
                </p>
                {full ? <Aligned parts={full.explain} /> : <p className="sm">{t('hit.names', { query: hit.query_name, entry: hit.entry_name })}</p>}
                {view.can_write && (
                    <div className="row wrap noprint">
                        <Button className="sm" onClick={() => setSame(true)}>
                            {t('hit.same')}
                        </Button>
                        <Button className="sm" onClick={() => setSame(false)}>
                            {t('hit.notSame')}
                        </Button>
                    </div>
                )}
            </div>
            {same !== null && <Resolve hit={hit} view={view} same={same} close={() => setSame(null)} />}
        </li>
    );
}
