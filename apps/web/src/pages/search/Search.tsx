// A name as you type against all lists, each hit with its reasons. The field stands in the address (?q=).
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLists, useScreen } from '../../api/queries';
import type { Hit } from '../../api/types';
import { useKeys } from '../../app/keys';
import { may, useDateStyle, useWho } from '../../app/who';
import { useAddress } from '../../parts/address';
import { Aligned, langOf, Score } from '../../parts/Aligned';
import { day, local } from '../../parts/dates';
import { Icon } from '../../parts/Icon';
import { PageHead } from '../../parts/PageHead';
import { Empty, Trouble } from '../../parts/States';
import './search.css';

const SCHEMAS = ['Person', 'Company', 'PublicBody'] as const;

function useTyped(initial: string, settle: (text: string) => void): [string, (text: string) => void] {
    const [text, setText] = useState(initial);
    useEffect(() => {
        const timer = window.setTimeout(() => settle(text.trim()), 120);
        return () => window.clearTimeout(timer);
        // Settling depends on the text alone.
        // eslint-disable-next-line react-hooks/exhaustive-deps
    }, [text]);
    return [text, setText];
}

/** What the sum says in a sentence: the part that differs most, or that all parts meet. */
function Because({ hit }: { hit: Hit }) {
    const { t } = useTranslation();
    const weak = hit.explain.filter((part) => ['edit', 'missing', 'extra', 'initial', 'weak'].includes(part.reason));
    const worst = weak.sort((a, b) => a.weight - b.weight)[0];
    return (
        <p className="sm mute">
            {worst ? t(`search.because.${worst.reason}`, { query: worst.query, entry: worst.entry }) : t('search.because.all')} {t('search.sum')}
        </p>
    );
}

function HitCard({ hit, isAt }: { hit: Hit; isAt: boolean }) {
    const { t } = useTranslation();
    const who = useWho();
    const lists = useLists();
    const edition = lists.data?.items.find((row) => row.code === hit.list);
    return (
        <li className="hit" aria-current={isAt ? 'true' : undefined}>
            <Score hit={hit} />
            <div className="grow">
                <h2 lang={langOf(hit.entry_name)}>{hit.entry_name}</h2>
                <div className="meta">
                    <span>
                        {hit.list} · {hit.entry}
                    </span>
                    {edition && <span>{t('search.edition', { edition: edition.edition ?? t('lists.undated') })}</span>}
                    <span>{t('search.met', { name: hit.query_name })}</span>
                </div>
                <Aligned parts={hit.explain} />
                <Because hit={hit} />
            </div>
            <div className="acts">
                {hit.entity && (
                    <Link className="src" to={`/parties/${encodeURIComponent(hit.entity)}`}>
                        <Icon name="file" small />
                        {t('search.source')}
                    </Link>
                )}
                {edition && may(who, 'lists.r') && (
                    <Link className="src" to={`/lists/${encodeURIComponent(hit.list)}/${encodeURIComponent(edition.edition ?? 'undated')}`}>
                        <Icon name="list" small />
                        {t('search.list')}
                    </Link>
                )}
            </div>
        </li>
    );
}

export default function Search() {
    const { t } = useTranslation();
    const style = useDateStyle();
    const [address, setAddress] = useAddress();
    const [text, setText] = useTyped(address.q ?? '', (q) => setAddress({ q }));
    const [at, setAt] = useState(0);
    const schema = address.schema ?? '';
    const found = useScreen({ name: address.q ?? '', ...(schema ? { schema } : {}), ...(address.country ? { country: address.country } : {}), ...(address.birth ? { birth: address.birth } : {}) });
    const lists = useLists();
    const hasName = !!address.q;
    const hits = hasName ? (found.data?.line?.hits ?? []) : [];
    const count = lists.data ? new Set(lists.data.items.map((row) => row.code)).size : null;
    useKeys({ j: () => setAt((n) => Math.min(hits.length - 1, n + 1)), k: () => setAt((n) => Math.max(0, n - 1)) });
    const title = address.q ? t('search.titleFor', { count: hits.length, name: address.q }) : t('search.title');
    return (
        <main id="main" className="page">
            <PageHead title={t('search.title')} windowTitle={title} isHidden />
            <div className="sbox">
                <Icon name="search" />
                <input className="in" data-search autoFocus value={text} lang={langOf(text)} aria-label={t('search.field')} placeholder={t('search.hint')} autoComplete="off" spellCheck={false} onChange={(event) => setText(event.target.value)} />
                <span className="st2" role="status">
                    {hasName && found.data ? t('search.status', { count: hits.length, ms: found.data.ms }) : ''}
                </span>
            </div>
            <div className="filters below" role="group" aria-label={t('table.filters')}>
                {SCHEMAS.map((name) => (
                    <button key={name} type="button" className="chip" aria-pressed={schema === name} onClick={() => setAddress({ schema: schema === name ? '' : name })}>
                        {t(`schema.${name}`)}
                    </button>
                ))}
                <label className="row sm">
                    {t('field.country')}
                    <input className="in code" maxLength={2} value={address.country ?? ''} onChange={(event) => setAddress({ country: event.target.value.toUpperCase() })} />
                </label>
                <label className="row sm">
                    {t('search.birth')}
                    <input className="in year" inputMode="numeric" maxLength={10} value={address.birth ?? ''} onChange={(event) => setAddress({ birth: event.target.value })} />
                </label>
                <span className="sm dim asof">{t('search.asOf', { day: day(local(Date.now(), style.zone).date, style) })}</span>
            </div>
            <Trouble cause={found.error} retry={() => void found.refetch()} />
            <div className="cols narrow">
                <section className="card" aria-label={t('search.candidates')}>
                    {!hasName && <Empty say={t('search.start')} />}
                    {hasName && found.data?.line?.error && <Empty say={t('search.cannot')} />}
                    {hasName && found.data?.line?.hits && !found.data.line.error && hits.length === 0 && <Empty say={t('search.none', { name: address.q, count: count ?? 0 })} />}
                    <ul>
                        {hits.map((hit, i) => (
                            <HitCard key={`${hit.list} ${hit.entry}`} hit={hit} isAt={i === at} />
                        ))}
                    </ul>
                </section>
                <aside className="stack" aria-label={t('search.how')}>
                    <section className="card" aria-labelledby="how">
                        <header>
                            <h2 id="how">{t('search.how')}</h2>
                        </header>
                        <div className="pad sm stack tight">
                            <p>{t('search.howSay')}</p>
                            <p className="dim">{t('search.howDashed')}</p>
                        </div>
                    </section>
                    <section className="card" aria-labelledby="words">
                        <header>
                            <h2 id="words">{t('search.words')}</h2>
                        </header>
                        <dl className="pad kv">
                            <dt>{t('decisionWord.match')}</dt>
                            <dd>{t('search.match')}</dd>
                            <dt>{t('decisionWord.review')}</dt>
                            <dd>{t('search.near')}</dd>
                        </dl>
                    </section>
                    {count !== null && (
                        <section className="card" aria-labelledby="against">
                            <header>
                                <h2 id="against">{t('search.against')}</h2>
                            </header>
                            <p className="pad sm">{count ? t('shell.lists', { count }) : t('shell.noLists')}</p>
                        </section>
                    )}
                </aside>
            </div>
            <p className="keys">
                <span>
                    <kbd>/</kbd> {t('keys.search')}
                </span>
                <span>
                    <kbd>J</kbd> <kbd>K</kbd> {t('keys.move')}
                </span>
            </p>
        </main>
    );
}
