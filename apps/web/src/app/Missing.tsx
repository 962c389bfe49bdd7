// An address that does not exist, or not for this reader: one page for both.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHead } from '../parts/PageHead';

export function Missing() {
    const { t } = useTranslation();
    return (
        <main id="main" className="page">
            <PageHead title={t('missing.title')} />
            <p>{t('missing.say')}</p>
            <p>
                <Link to="/">{t('missing.home')}</Link>
            </p>
        </main>
    );
}
