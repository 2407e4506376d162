"""The pure half of e-forms: what a schema says, how typed text is read, which questions are asked, what is wrong."""
