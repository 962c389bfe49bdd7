// The dialog of every page. Built from Mantine's parts, because its own head is a <header>, which a screen reader would
// take for a second banner of the page. Focus is held inside and goes back to the opener.
import { Modal, type ModalRootProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props extends Omit<ModalRootProps, 'title'> {
    title: ReactNode;
}

export function Dialog({ title, children, ...props }: Props) {
    const { t } = useTranslation();
    return (
        <Modal.Root lockScroll={false} transitionProps={{ duration: 0 }} {...props}>
            <Modal.Overlay />
            <Modal.Content>
                <div className="dialoghead">
                    <Modal.Title>{title}</Modal.Title>
                    <Modal.CloseButton aria-label={t('common.close')} />
                </div>
                <Modal.Body>{children}</Modal.Body>
            </Modal.Content>
        </Modal.Root>
    );
}
