package dev.millrace.audit.items;

final class InMemoryItemsTest extends ItemStoreBehaviour {
    @Override
    ItemStore store() {
        return new InMemoryItems();
    }
}
