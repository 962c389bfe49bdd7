// What is typed here was kept from another window too: take that, or keep this. Until then both stay as they are.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon } from './Icon';

export function KeptRace({ isShown, takeTheirs, keepMine }: { isShown: boolean; takeTheirs: () => void; keepMine: () => void }) {
    const { t } = useTranslation();
    if (!isShown) return null;
    return (
        <div className="block keptbox" role="alert">
            <Icon name="warn" />
            <span className="grow">{t('trouble.keptRace')}</span>
            <Button className="sm" onClick={takeTheirs}>
                {t('trouble.newer')}
            </Button>
            <Button className="sm" onClick={keepMine}>
                {t('trouble.keepMine')}
            </Button>
        </div>
    );
}
