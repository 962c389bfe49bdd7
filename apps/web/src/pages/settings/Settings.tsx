// One's own ways (language, colours, 和暦, density, single keys, password), and for administrators the organisation.
import { Button, PasswordInput, Textarea, TextInput, useMantineColorScheme } from '@mantine/core';
import i18next from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { change, type Tagged } from '../../api/client';
import { useChange, useNewer, usePreferences, useSettings } from '../../api/queries';
import type { Preferences, Settings } from '../../api/types';
import { may, useWho } from '../../app/who';
import { language, type Language } from '../../i18n';
import { useSay } from '../../parts/Live';
import { PageHead } from '../../parts/PageHead';
import { Skeleton, Trouble } from '../../parts/States';
import './settings.css';

function Choice<V extends string>({ label, name, value, values, text, choose }: { label: string; name: string; value: V; values: readonly V[]; text: (v: V) => string; choose: (v: V) => void }) {
    return (
        <fieldset className="choice">
            <legend className="lab">{label}</legend>
            {values.map((v) => (
                <label key={v} className="row sm">
                    <input type="radio" name={name} checked={v === value} onChange={() => choose(v)} /> {text(v)}
                </label>
            ))}
        </fieldset>
    );
}

function Own() {
    const { t } = useTranslation();
    const who = useWho();
    const say = useSay();
    const { setColorScheme } = useMantineColorScheme();
    const put = usePreferences();
    const now = who.preferences ?? {};
    const save = (more: Preferences) => put.mutate(more, { onSuccess: () => say(t('common.saved')) });
    return (
        <section className="card" aria-labelledby="own">
            <header>
                <h2 id="own">{t('settings.own')}</h2>
            </header>
            <div className="pad stack">
                <Trouble cause={put.error} />
                <Choice<Language>
                    label={t('shell.language')} name="language" value={language()} values={['ja', 'en']} text={(v) => (v === 'ja' ? '日本語' : 'English')}
                    choose={(v) => { void i18next.changeLanguage(v); save({ language: v }); }}
                />
                <Choice
                    label={t('settings.theme')} name="theme" value={now.theme ?? 'system'} values={['system', 'light', 'dark'] as const} text={(v) => t(`settings.themes.${v}`)}
                    choose={(v) => { setColorScheme(v === 'system' ? 'auto' : v); save({ theme: v }); }}
                />
                <Choice
                    label={t('settings.density')} name="density" value={now.density ?? 'default'} values={['compact', 'default', 'roomy'] as const} text={(v) => t(`settings.densities.${v}`)}
                    choose={(v) => save({ density: v })}
                />
                <label className="row">
                    <input type="checkbox" checked={now.wareki ?? false} onChange={(event) => save({ wareki: event.target.checked })} /> {t('settings.wareki')}
                </label>
                <label className="row">
                    <input type="checkbox" checked={now.keys !== false} onChange={(event) => save({ keys: event.target.checked })} /> {t('settings.keys')}
                </label>
            </div>
        </section>
    );
}

function Password() {
    const { t } = useTranslation();
    const say = useSay();
    const [old, setOld] = useState('');
    const [fresh, setFresh] = useState('');
    const put = useChange(() => change('PUT', '/v1/session/password', { json: { old, new: fresh } }));
    const submit = async () => {
        await put.mutateAsync(undefined);
        setOld('');
        setFresh('');
        say(t('settings.passwordChanged'));
    };
    const show = { 'aria-label': t('login.show') };
    return (
        <section className="card" aria-labelledby="password">
            <header>
                <h2 id="password">{t('settings.password')}</h2>
            </header>
            <form className="pad stack" onSubmit={(event) => { event.preventDefault(); void submit().catch(() => undefined); }}>
                <Trouble cause={put.error} focus />
                <PasswordInput label={t('settings.old')} autoComplete="current-password" required withAsterisk={false} value={old} visibilityToggleButtonProps={show} onChange={(event) => setOld(event.target.value)} />
                <PasswordInput label={t('settings.new')} description={t('settings.newHint')} autoComplete="new-password" required withAsterisk={false} value={fresh} visibilityToggleButtonProps={show} onChange={(event) => setFresh(event.target.value)} />
                <div>
                    <Button type="submit">{t('settings.changePassword')}</Button>
                </div>
            </form>
        </section>
    );
}

const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter(Boolean);

interface Typed {
    names: string;
    domains: string;
    phones: string;
    home: string;
    zone: string;
    tongue: Language;
}

function OrganisationForm({ settings }: { settings: Tagged<Settings> }) {
    const { t } = useTranslation();
    const who = useWho();
    const say = useSay();
    const newer = useNewer(['settings']);
    // Only what was typed: a field that was not touched shows what is stored, also when that changes.
    const [typed, setTyped] = useState<Partial<Typed>>({});
    const { names, domains, phones } = settings.organisation;
    const now: Typed = {
        names: names.join('\n'), domains: domains.join('\n'), phones: phones.join('\n'), home: settings.home, zone: settings.timezone, tongue: settings.language, ...typed,
    };
    const type = (field: keyof Typed) => (event: { target: { value: string } }) => setTyped({ ...typed, [field]: event.target.value });
    const put = useChange(
        () =>
            change('PUT', '/v1/settings', {
                json: {
                    organisation: { names: lines(now.names), domains: lines(now.domains), phones: lines(now.phones) },
                    home: now.home.trim().toUpperCase(), timezone: now.zone.trim(), language: now.tongue,
                },
                ifMatch: settings.etag,
            }),
        ['settings'], ['session'],
    );
    const save = async () => {
        await put.mutateAsync(undefined);
        setTyped({});
        say(t('common.saved'));
    };
    const isReadOnly = !may(who, 'settings.w');
    return (
        <form className="pad stack" onSubmit={(event) => { event.preventDefault(); void save().catch(() => undefined); }}>
            <Trouble cause={put.error} focus newer={() => void newer(put.reset)} />
            <Textarea label={t('settings.names')} description={t('settings.namesHint')} rows={3} value={now.names} readOnly={isReadOnly} onChange={type('names')} />
            <Textarea label={t('settings.domains')} description={t('settings.perLine')} rows={2} value={now.domains} readOnly={isReadOnly} onChange={type('domains')} />
            <Textarea label={t('settings.phones')} description={t('settings.perLine')} rows={2} value={now.phones} readOnly={isReadOnly} onChange={type('phones')} />
            <TextInput label={t('settings.home')} description={t('settings.homeHint')} value={now.home} maxLength={2} readOnly={isReadOnly} onChange={type('home')} />
            <TextInput label={t('settings.zone')} description={t('settings.zoneHint')} value={now.zone} readOnly={isReadOnly} onChange={type('zone')} />
            <Choice<Language> label={t('settings.language')} name="org-language" value={now.tongue} values={['ja', 'en']} text={(v) => (v === 'ja' ? '日本語' : 'English')} choose={(tongue) => setTyped({ ...typed, tongue })} />
            {!isReadOnly && (
                <div>
                    <Button type="submit" variant="filled" disabled={put.isPending}>
                        {t('common.save')}
                    </Button>
                </div>
            )}
        </form>
    );
}

function Organisation() {
    const { t } = useTranslation();
    const settings = useSettings(true);
    return (
        <section className="card" aria-labelledby="organisation">
            <header>
                <h2 id="organisation">{t('settings.organisation')}</h2>
            </header>
            <Trouble cause={settings.error} />
            {settings.isPending && <Skeleton />}
            {settings.data && <OrganisationForm settings={settings.data} />}
        </section>
    );
}

export default function SettingsPage() {
    const { t } = useTranslation();
    const who = useWho();
    return (
        <main id="main" className="page">
            <PageHead title={t('menu.settings')} />
            <div className="cols even">
                <div className="stack">
                    <Own />
                    <Password />
                </div>
                {may(who, 'settings.r') && <Organisation />}
            </div>
        </main>
    );
}
