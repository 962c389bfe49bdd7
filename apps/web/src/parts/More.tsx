// The foot of a list: how many rows stand here, whether that is all, and reading on by button or M.
import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../app/keys';
import { useSay } from './Live';

export function More({ shown, hasMore, isReading = false, more }: { shown: number; hasMore: boolean; isReading?: boolean; more: () => void }) {
    const { t } = useTranslation();
    const say = useSay();
    const before = useRef(shown);
    useKeys({ m: () => hasMore && !isReading && more() });
    useEffect(() => {
        if (before.current && shown > before.current) say(t('table.rows', { count: shown }));
        before.current = shown;
    }, [shown, say, t]);
    return (
        <>
            <span className="dim">{t(hasMore ? 'table.first' : 'table.rows', { count: shown })}</span>
            {hasMore && (
                <Button className="sm" onClick={more} disabled={isReading}>
                    {t('table.load')} <kbd>M</kbd>
                </Button>
            )}
        </>
    );
}
