// The login: pasting and password managers work; one text for every cause of failure. After it the reader is where they
// wanted to be.
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Failure, send } from '../../api/client';
import { language } from '../../i18n';
import { Gate } from '../../parts/Icon';
import { usePageTitle } from '../../parts/PageHead';
import { Trouble } from '../../parts/States';
import './login.css';

export default function Login({ then }: { then: string }) {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const client = useQueryClient();
    const [trouble, setTrouble] = useState<unknown>(null);
    const [isBusy, setBusy] = useState(false);
    usePageTitle(t('login.title'));
    const enter = async (event: React.FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        setBusy(true);
        setTrouble(null);
        try {
            await send('/v1/session', { method: 'POST', json: { user: form.get('user'), password: form.get('password') } });
            await client.resetQueries({ queryKey: ['session'] });
            void navigate(then, { replace: true });
        } catch (cause) {
            setTrouble(cause instanceof Failure && cause.status === 401 ? new Error(t('login.refused')) : cause);
        } finally {
            setBusy(false);
        }
    };
    return (
        <main id="main" className="login">
            <div className="row sp">
                <div className="brand">
                    <Gate />
                    <span>
                        Sekisho<small>{t('shell.sub')}</small>
                    </span>
                </div>
                <span className="lang" role="group" aria-label={t('shell.language')}>
                    <button type="button" lang="ja" aria-pressed={language() === 'ja'} onClick={() => void i18next.changeLanguage('ja')}>
                        日本語
                    </button>
                    <button type="button" lang="en" title="English" aria-pressed={language() === 'en'} onClick={() => void i18next.changeLanguage('en')}>
                        EN
                    </button>
                </span>
            </div>
            <section className="card pad">
                <h1>{t('login.title')}</h1>
                <form className="stack" onSubmit={(event) => void enter(event)}>
                    <Trouble cause={trouble} focus />
                    <TextInput name="user" label={t('login.user')} autoComplete="username" required withAsterisk={false} autoFocus spellCheck={false} />
                    <PasswordInput
                        name="password" label={t('login.password')} autoComplete="current-password" required withAsterisk={false}
                        visibilityToggleButtonProps={{ 'aria-label': t('login.show') }}
                    />
                    <Button type="submit" variant="filled" className="full" disabled={isBusy}>
                        {t('login.enter')}
                    </Button>
                </form>
            </section>
        </main>
    );
}
