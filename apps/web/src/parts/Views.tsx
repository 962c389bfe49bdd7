// Saved views (a name and an address) and the files of all filtered rows.
import { Button, Menu, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { change, query } from '../api/client';
import { useChange, useNewer, useViews, type Filters } from '../api/queries';
import type { SavedView } from '../api/types';
import { Icon } from './Icon';
import { useSay } from './Live';
import { Trouble } from './States';
import { Dialog } from './Dialog';

export function Views() {
    const { t } = useTranslation();
    const say = useSay();
    const { pathname, search } = useLocation();
    const views = useViews();
    const [isNaming, setNaming] = useState(false);
    const [name, setName] = useState('');
    const put = useChange((items: SavedView[]) => change('PUT', '/v1/views', { json: { items }, ifMatch: views.data?.etag }), ['views']);
    const newer = useNewer(['views']);
    const all = views.data?.items ?? [];
    const here = all.filter((view) => view.address.split('?')[0] === pathname);
    const save = async () => {
        await put.mutateAsync([...all.filter((view) => view.name !== name.trim()), { name: name.trim(), address: pathname + search }]);
        setNaming(false);
        setName('');
        say(t('views.saved'));
    };
    return (
        <>
            <Menu position="bottom-end">
                <Menu.Target>
                    <button type="button" className="chip">
                        {t('views.title')} <Icon name="down" small />
                    </button>
                </Menu.Target>
                <Menu.Dropdown>
                    {here.map((view) => (
                        <Menu.Item key={view.name} component={Link} to={view.address}>
                            {view.name}
                        </Menu.Item>
                    ))}
                    {here.length === 0 && <Menu.Label>{t('views.none')}</Menu.Label>}
                    <Menu.Item onClick={() => setNaming(true)}>{t('views.save')}</Menu.Item>
                    {here.map((view) => (
                        <Menu.Item key={view.name} onClick={() => put.mutate(all.filter((other) => other !== view))}>
                            {t('views.remove', { name: view.name })}
                        </Menu.Item>
                    ))}
                </Menu.Dropdown>
            </Menu>
            {!isNaming && <Trouble cause={put.error} newer={() => void newer(put.reset)} />}
            <Dialog opened={isNaming} onClose={() => setNaming(false)} title={t('views.save')}>
                <form className="stack" onSubmit={(event) => { event.preventDefault(); if (name.trim()) void save().catch(() => undefined); }}>
                    <Trouble cause={put.error} focus newer={() => void newer(put.reset)} />
                    <TextInput label={t('views.name')} data-autofocus required value={name} onChange={(event) => setName(event.target.value)} />
                    <p className="xs mono dim">{pathname + search}</p>
                    <Button type="submit" variant="filled">
                        {t('views.keep')}
                    </Button>
                </form>
            </Dialog>
        </>
    );
}

/** Links to all filtered rows as csv and xlsx; the server makes the files. */
export function Exports({ path, filters }: { path: string; filters: Filters }) {
    const { t } = useTranslation();
    return (
        <span className="row act">
            <span className="dim">{t('table.export')}</span>
            <a href={`${path}${query({ ...filters, format: 'csv' })}`} download>
                csv
            </a>
            <a href={`${path}${query({ ...filters, format: 'xlsx' })}`} download>
                xlsx
            </a>
        </span>
    );
}
