// A copy button that says so, on its face and to screen readers.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './Icon';
import { useSay } from './Live';

export async function copyText(text: string): Promise<void> {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    // Without TLS on another host there is no clipboard object; the old way still works.
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
}

export function CopyButton({ text, label }: { text: string; label?: string }) {
    const { t } = useTranslation();
    const say = useSay();
    const [isDone, setDone] = useState(false);
    const copy = async () => {
        await copyText(text);
        setDone(true);
        say(t('common.copied'));
        window.setTimeout(() => setDone(false), 2500);
    };
    return (
        <Button variant="subtle" className="sm" onClick={() => void copy()} data-copy leftSection={<Icon name={isDone ? 'ok' : 'copy'} small />}>
            {isDone ? t('common.copied') : (label ?? t('common.copy'))}
        </Button>
    );
}
